"""News from the regions: what senders, reviewers and readers press and see."""
