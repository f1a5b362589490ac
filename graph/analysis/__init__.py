"""The questions: pure functions from a ``Network`` to frozen, explained results."""
