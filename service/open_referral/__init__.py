"""What is public as Open Referral UK 3.0 (HSDS-UK 3.0): pure, from a snapshot to JSON documents."""
