"""A stand-in for Telegram: the Bot API, the people's side of it, and a page of phones, in one process."""
