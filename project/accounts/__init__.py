"""Who comes in: log-in, second factor, sessions, and who may change whose account."""
