"""Charts from frames: one message each, no arithmetic beyond what a mark needs."""
