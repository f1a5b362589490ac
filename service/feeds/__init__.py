"""Feeds of others: the one place of Hedgerow that opens addresses which people type.

:func:`service.feeds.open_referral.fetch_feed` fetches a feed into a folder, politely and within
limits; :mod:`service.feeds.guard` keeps it from addresses that are nobody's but our own.
"""
