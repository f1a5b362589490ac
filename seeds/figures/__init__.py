"""Figures about areas as their publishers lay them out: people by age, deprivation, look-ups."""
