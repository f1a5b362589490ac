"""OGC API – Features: lists with a place as collections that QGIS and its like open."""
