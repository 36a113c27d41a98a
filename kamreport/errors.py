"""What can go wrong with the world: each error is one line for a person, with the next step in it."""


class KamreportError(Exception):
    """The root of every error a door turns into one line and an exit code."""

    exit_code = 3


class UsageError(KamreportError):
    """The command was asked for something that does not exist: an account, a pack, a preset."""

    exit_code = 2


class WorkbookError(KamreportError):
    """The file cannot be read as a workbook."""


class NotAWorkbookError(WorkbookError):
    """The file is something else, encrypted, in an older format, or damaged."""


class RefusedError(WorkbookError):
    """The workbook cannot be written to safely; nothing was changed."""


class FileBusyError(WorkbookError):
    """Someone holds the workbook open, or it may not be replaced."""


class ChangedSinceReadError(WorkbookError):
    """The file is no longer the one that was read; nothing was changed."""


class OutputError(KamreportError):
    """A folder or file to be made cannot be written."""


class EngineMissingError(KamreportError):
    """The PDF engine or one of its libraries is not installed."""
