"""The page of phones, driven in Chromium against a real simulator and a small scripted bot."""
