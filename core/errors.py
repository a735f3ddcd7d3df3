"""What can go wrong in a way that a person is told; everything else is a bug and stays loud."""


class Refusal(Exception):
    """A person may not do this, or not now.

    `sentence` names the sentence that tells it (a key of the texts); `values` fill its places. A refusal rolls the
    unit of work back, so nothing of the refused act remains.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


class StorageBusy(Exception):
    """The database cannot be written now (locked, full, gone); nothing of this unit of work was kept."""


class SchemaOutdated(Exception):
    """The database has another schema than this program; the text names the command that mends it."""
