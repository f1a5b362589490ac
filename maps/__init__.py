"""The picture: geometry, layers, legends and folium pages; no web, no database."""
