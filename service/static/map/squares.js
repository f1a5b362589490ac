// Squares of large maps: which are in sight, and their TopoJSON as areas for Leaflet.
(() => {
  "use strict";

  const squareX = (longitude, size) => Math.floor(((longitude + 180) / 360) * size);
  const squareY = (latitude, size) => {
    const turned = Math.asinh(Math.tan((latitude * Math.PI) / 180));
    return Math.floor(((1 - turned / Math.PI) / 2) * size);
  };

  /** The squares of a zoom that a part of the world reaches into, as "x/y". */
  hedgerow.squaresIn = (bounds, zoom) => {
    const size = 2 ** zoom;
    const within = (number) => Math.min(Math.max(number, 0), size - 1);
    const west = within(squareX(bounds.getWest(), size));
    const east = within(squareX(bounds.getEast(), size));
    const north = within(squareY(Math.min(bounds.getNorth(), 85), size));
    const south = within(squareY(Math.max(bounds.getSouth(), -85), size));
    const found = [];
    for (let x = west; x <= east; x += 1) for (let y = north; y <= south; y += 1) found.push(`${x}/${y}`);
    return found;
  };

  // An encoded polyline: steps of five bits a letter, x before y.
  const line = (text) => {
    const points = [];
    let at = 0;
    const next = () => {
      let result = 0;
      let shift = 0;
      let letter;
      do {
        letter = text.charCodeAt(at) - 63;
        at += 1;
        result |= (letter & 31) << shift;
        shift += 5;
      } while (letter >= 32);
      return result & 1 ? ~(result >> 1) : result >> 1;
    };
    while (at < text.length) points.push([next(), next()]);
    return points;
  };

  /** A square's areas as GeoJSON features. */
  hedgerow.areasOf = (square) => {
    const topology = { ...square, arcs: square.arcs.map(line) };
    return topojson.feature(topology, topology.objects.areas).features;
  };
})();
