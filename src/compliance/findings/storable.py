"""Texts as tables hold them: what a file name or a JSON text may have in it, UTF-8 cannot always say."""


def storable(text: str) -> str:
    """Half of a surrogate pair, which no table can hold, is written out."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
