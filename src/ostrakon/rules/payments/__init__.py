"""Rules over payments: what one message shows, and what a window of messages shows."""
