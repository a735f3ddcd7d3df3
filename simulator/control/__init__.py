"""The control plane, /sim/: a person's side, the clock, the journal, what goes wrong."""
