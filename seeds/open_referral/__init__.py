"""Open Referral: directories of services that councils and others publish.

The UK profile (HSDS-UK 3.0), its predecessors 1.0 and 2.0, and the international HSDS, as JSON
or as tables. :func:`seeds.open_referral.reading.read_open_referral` is the way in.
"""
