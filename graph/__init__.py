"""The network: who has what, where, and who knows whom."""
