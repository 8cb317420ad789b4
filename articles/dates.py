from entities.dates import Edtf, UnreadableDate  # noqa: F401
