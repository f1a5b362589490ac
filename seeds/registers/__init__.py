"""Registers that public bodies publish: charities, councils, parish councils, schools.

Each reader takes the publisher's own files, keeps what is about the organisation, and
never reads a column about a person.
"""
