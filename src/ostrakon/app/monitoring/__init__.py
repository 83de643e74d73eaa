"""The customer base watched: imported, screened again when the lists change, told what became of its matches."""
