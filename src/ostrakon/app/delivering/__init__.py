"""News for others: announced with the event itself, sent until it arrives, gathered into mails."""
