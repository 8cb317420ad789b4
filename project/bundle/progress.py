"""One line that is rewritten in place on a terminal, and nothing elsewhere."""

from django.core.management.base import OutputWrapper

from project.bundle.dumping import Progress


def show_on(stream: OutputWrapper, verbosity: int) -> Progress:
    """Return what `dump` and `load` call as they go on."""

    def show(what: str, done: int, of: int) -> None:
        stream.write(f"  {what} {done}/{of}", ending="\n" if done == of else "\r")
        stream.flush()

    def keep_quiet(what: str, done: int, of: int) -> None:
        """Say nothing."""

    return show if verbosity and stream.isatty() else keep_quiet
