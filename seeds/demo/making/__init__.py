"""How the demo county is composed: one file a kind of record, told stories apart from texture."""
