"""The form of an invitation, also for its change, and the word that goes with one sent back."""
