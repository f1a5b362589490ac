"""Files to take away: what is known here and public, in the forms that others read."""
