"""Many rows at once: processes that share one memory-mapped index, and tables of other programs (Arrow, Spark).

Every way calls the same function on the same files (`app/batch_answering.py`), so the answers are the same bytes.
"""
