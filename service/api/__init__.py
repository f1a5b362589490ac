"""What Hedgerow answers programs with: one registry of resources, from which all else is made."""
