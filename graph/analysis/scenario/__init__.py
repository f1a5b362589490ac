"""What if: a few changes to the network, and what they would do to whom.

A scenario is a short list of edits (:mod:`~graph.analysis.scenario.edits`), each with a text
form that fits into an address. :func:`~graph.analysis.scenario.application.edited` makes the
network as it would be; :func:`~graph.analysis.scenario.comparison.compare` asks both networks
the same question and puts the answers side by side.
"""
