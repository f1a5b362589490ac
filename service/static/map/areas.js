// Areas: filled by their class, outlined, and named where there is room.
(() => {
  "use strict";

  const { element, fetched, filled, whenFetched, words } = hedgerow;
  const BORDER = "#5b6470";
  const LAND = "#fbfbf7";
  const QUIET = { color: BORDER, weight: 0.7, opacity: 0.75, fillColor: LAND, fillOpacity: 1 };

  const styleOf = (swatch, tiled) => ({
    color: BORDER,
    weight: 0.7,
    opacity: 0.8,
    fillColor: hedgerow.fill(swatch),
    fillOpacity: tiled ? 0.75 : 1,
  });

  const tip = (name, line) => {
    const box = element("div", {}, element("strong", {}, name));
    if (line) box.append(element("br"), line);
    return box;
  };

  const lively = (layer, name, line) => {
    layer.bindTooltip(tip(name, line), { sticky: true, className: "hedge-tip", opacity: 1 });
    layer.on("mouseover", () => {
      layer.setStyle({ weight: 2.5, color: "#26251f", opacity: 1 });
      if (layer.bringToFront) layer.bringToFront();
    });
    layer.on("mouseout", () => layer.setStyle({ weight: 0.7, color: BORDER, opacity: 0.8 }));
  };

  /**
   * Areas by class. `options`: shapes and data (addresses), swatches (of the
   * scale), unmapped, nobody (swatches), lines (templates of a popup), href, tiled.
   */
  hedgerow.areas = (map, options) => {
    const group = L.featureGroup();
    const swatchOf = (number) =>
      number === -1 ? options.unmapped : number === -2 ? options.nobody : options.swatches[number];

    const dress = (layer, id, name, values) => {
      const swatch = swatchOf(values[0]);
      const line = values[0] < 0 ? swatch.label : filled(options.lines[0], values);
      const lines = values[0] < 0 ? [swatch.label] : options.lines.map((l) => filled(l, values));
      const href = hedgerow.address(options.href, id);
      lively(layer, name, line);
      layer.bindPopup(() => words({ title: name, lines, href, link: options.link }));
      map.hedgePlaces.push({ name, kind: "Area", show: () => reveal(map, layer) });
    };

    whenFetched(map, [options.shapes, options.data], (shapes, { values }) => {
      L.geoJSON(shapes, {
        style: (feature) => {
          const own = values.areas[feature.id];
          return own ? styleOf(swatchOf(own[0]), options.tiled) : QUIET;
        },
        interactive: true,
        onEachFeature: (feature, layer) => {
          const own = values.areas[feature.id];
          if (own) dress(layer, feature.id, feature.properties.name, own);
          else layer.options.interactive = false;
          layer.addTo(group);
        },
      });
      const bare = Object.entries(values.points);
      const radius = bare.length > 1000 ? 3 : 8;
      for (const [id, [name, longitude, latitude]] of bare) {
        const own = values.areas[id];
        const mark = L.circleMarker([latitude, longitude], { radius, ...styleOf(swatchOf(own[0])) });
        dress(mark, id, name, own);
        mark.addTo(group);
      }
    });
    return group;
  };

  const reveal = (map, layer) => {
    const bounds = layer.getBounds ? layer.getBounds() : L.latLngBounds([layer.getLatLng()]);
    map.fitBounds(bounds, { animate: false, maxZoom: 12, padding: [40, 40] });
    layer.openPopup(bounds.getCenter());
  };

  /** Outlines alone, for maps of other things. `options`: shapes, strong (ids drawn boldly), href. */
  hedgerow.outline = (map, options) => {
    const group = L.featureGroup();
    const strong = new Set(options.strong || []);
    const bold = []; // drawn last, or neighbours would cover half of each line
    whenFetched(map, [options.shapes], (shapes) => {
      L.geoJSON(shapes, {
        style: (feature) =>
          strong.has(feature.id)
            ? { color: "#7b2450", weight: 3, opacity: 1, fillColor: LAND, fillOpacity: options.tiled ? 0 : 1 }
            : { ...QUIET, fillOpacity: options.tiled ? 0 : 1 },
        onEachFeature: (feature, layer) => {
          const name = feature.properties.name;
          if (options.href) {
            const href = hedgerow.address(options.href, feature.id);
            layer.bindPopup(() => words({ title: name, href, link: options.link }));
          } else {
            layer.options.interactive = false;
          }
          map.hedgePlaces.push({ name, kind: "Area", show: () => reveal(map, layer) });
          layer.addTo(group);
          if (strong.has(feature.id)) bold.push(layer);
        },
      });
      group.on("add", () => bold.forEach((layer) => layer.bringToFront()));
      bold.forEach((layer) => layer.bringToFront());
    });
    return group;
  };

  /** The bold outline of the area that a map is about. `options`: shapes. */
  hedgerow.chosen = (map, options) => {
    const group = L.featureGroup();
    whenFetched(map, [options.shapes], (shapes) => {
      const style = { color: "#7b2450", weight: 3, opacity: 1, fill: false, pane: "lines" };
      L.geoJSON(shapes, { style, interactive: false }).addTo(group);
      if (group.getBounds().isValid()) {
        map.hedgeBounds = group.getBounds();
        map.fitBounds(map.hedgeBounds, { animate: false, padding: [24, 24], maxZoom: 13 });
      }
    });
    return group;
  };

  // -- names ------------------------------------------------------------------

  const Name = L.Icon.extend({
    createIcon() {
      const icon = element("div", {}, element("span", {}, this.options.name));
      this._setIconStyles(icon, "icon");
      return icon;
    },
    createShadow() {
      return null;
    },
  });

  const clear = (taken, box) =>
    taken.every(
      (other) => box[0] > other[2] || other[0] > box[2] || box[1] > other[3] || other[1] > box[3],
    );

  // Where marks and buttons stand, so that no name lies under one.
  const marksOf = (map) => {
    const frame = map.getContainer().getBoundingClientRect();
    const boxes = [...map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
      const box = control.getBoundingClientRect();
      return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
    });
    map.eachLayer((layer) => {
      if (layer instanceof L.CircleMarker) {
        if (layer.options.pane !== "lines") return; // an area without an outline is ground
        const { x, y } = map.latLngToContainerPoint(layer.getLatLng());
        const radius = layer.getRadius() + 1;
        boxes.push([x - radius, y - radius, x + radius, y + radius]);
        return;
      }
      if (!(layer instanceof L.Marker) || layer.options.pane === "labels") return;
      const { x, y } = map.latLngToContainerPoint(layer.getLatLng());
      const { offsetWidth: width, offsetHeight: height } = layer.getElement() || { offsetWidth: 0, offsetHeight: 0 };
      boxes.push([x - width / 2 - 2, y - height / 2 - 2, x + width / 2 + 2, y + height / 2 + 2]);
    });
    return boxes;
  };

  /** Names of the places, the most peopled first, as many as do not touch. `options`: data. */
  hedgerow.labels = (map, options) => {
    const group = L.layerGroup();
    let places = [];

    const draw = () => {
      if (!group._map) return;
      group.clearLayers();
      const narrow = map.getSize().x < 500;
      const taken = marksOf(map);
      const seen = map.getBounds();
      for (const { name, at } of places) {
        if (!seen.contains(at)) continue;
        const { x, y } = map.latLngToContainerPoint(at);
        const half = name.length * (narrow ? 3.1 : 3.5) + 4;
        if (x - half < 2 || x + half > map.getSize().x - 2) continue;
        // On its place, or just below or above what stands there.
        const offset = [0, 13, -13, 21, -21, 27, -27].find((down) => clear(taken, [x - half, y + down - 8, x + half, y + down + 8]));
        if (offset === undefined) continue;
        taken.push([x - half, y + offset - 8, x + half, y + offset + 8]);
        const icon = new Name({
          name, className: "hedge-label", iconSize: [2 * half, 16], iconAnchor: [half, 8 - offset],
        });
        L.marker(at, { icon, interactive: false, keyboard: false, pane: "labels" }).addTo(group);
      }
    };

    // Marks come and go while they gather and part; names follow when that has come to rest.
    let pending = 0;
    const later = () => {
      clearTimeout(pending);
      pending = setTimeout(draw, 60);
    };
    group.on("add", draw);
    map.on("moveend", later);
    map.on("layeradd layerremove", ({ layer }) => {
      const dot = layer instanceof L.CircleMarker && layer.options.pane === "lines";
      if (dot || (layer instanceof L.Marker && layer.options.pane !== "labels")) later();
    });
    whenFetched(map, [options.data], ({ names }) => {
      places = names.map(([longitude, latitude, name]) => ({ name, at: L.latLng(latitude, longitude) }));
      draw();
    });
    return group;
  };
})();
