"""What became of a record and its parts: told change by change, and gone back on."""
