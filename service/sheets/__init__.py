"""What each kind of finding has in files: its columns, one module a finding."""
