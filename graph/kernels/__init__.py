"""Kernels: the few inner loops that are compiled (numba), on plain arrays.

A kernel knows nothing of the network: arrays in, arrays out. Each states its types, so that
it is compiled when its module is first imported and read from a cache ever after, never while
somebody waits for a page; ``python -m graph.kernels`` fills that cache, and ``make install``
calls it. Each is tested against a slow, plain version of itself.
"""
