// Many areas: larger ones far out and small ones near, fetched by the squares in sight.
// Shapes are kept by the browser under their version; values come for each question and level.
(() => {
  "use strict";

  const { element, filled, fetched, whenFetched, words } = hedgerow;
  const BORDER = "#5b6470";
  const LAND = "#fbfbf7";
  const FEW = 1200; // areas that are drawn as SVG; more are drawn on a canvas
  const MOST_DRAWN = 5000; // before those out of sight are let go
  const FINE = 0.3; // the borders of areas where they are smallest on the screen

  // How each class is written in the values of a level; blank is not asked about.
  const NUMBERED = /[0-9]/;

  /** Canvas has no SVG patterns: the same hatch and dots as pictures to paint with. */
  const patterns = {};
  const painted = (name) => {
    if (patterns[name]) return patterns[name];
    const size = name === "hatch" ? 8 : 7;
    const tile = element("canvas", { width: size, height: size });
    const ink = tile.getContext("2d");
    ink.fillStyle = "#ffffff";
    ink.fillRect(0, 0, size, size);
    ink.fillStyle = ink.strokeStyle = "#6f6a5c";
    if (name === "hatch") {
      ink.lineWidth = 1.4;
      ink.beginPath();
      for (const from of [-size, 0, size]) {
        ink.moveTo(from - 1, size + 1);
        ink.lineTo(from + size + 1, -1);
      }
      ink.stroke();
    } else {
      ink.beginPath();
      ink.arc(3.5, 3.5, 1, 0, 2 * Math.PI);
      ink.fill();
    }
    patterns[name] = ink.createPattern(tile, "repeat");
    return patterns[name];
  };

  // Which areas are drawn now, and that there are others nearer or farther out.
  const Said = L.Control.extend({
    options: { position: "bottomright" },
    onAdd() {
      this.box = element("p", { class: "hedge-map__level" });
      return this.box;
    },
    tell(levels, level) {
      const nearer = levels.slice(levels.indexOf(level) + 1).map(({ label }) => label);
      const more = nearer.length ? `; nearer: ${nearer.join(", then ")}` : "";
      this.box.textContent = `Drawn: ${level.label}${more}`;
    },
  });

  const Levels = L.Layer.extend({
    initialize(map, options) {
      this.options = options;
      this.group = L.featureGroup();
      this.strong = new Set(options.strong || []);
      this.shown = null; // what is drawn: a level in a band, with its areas by number
      this.known = null; // the levels that there are
      this.turn = 0;
      whenFetched(map, [options.levels], (known) => this.learn(map, known));
    },

    onAdd(map) {
      this.group.addTo(map);
      map.on("moveend", this.look, this);
      this.look();
      return this;
    },

    onRemove(map) {
      map.off("moveend", this.look, this);
      this.group.remove();
      if (this.said) this.said.remove();
      this.said = null;
      return this;
    },

    learn(map, known) {
      this.known = known;
      this.look();
    },

    /** Draw what is in sight. */
    look() {
      const map = this._map;
      if (!map || !this.known || !this.known.levels.length) return;
      const zoom = map.getZoom();
      const level = this.known.levels.filter((one) => one.from <= zoom).pop() || this.known.levels[0];
      const band = level.bands.filter((one) => one <= zoom).pop() || level.bands[0];
      const places = hedgerow.squaresIn(map.getBounds().pad(0.1), band);
      const addresses = places.map((place) => {
        const [x, y] = place.split("/");
        return filled(this.known.squares, { level: level.key, z: band, x, y });
      });
      const values = this.options.values ? [this.valuesAt(level)] : [];
      const turn = (this.turn += 1);
      whenFetched(map, [...values, ...addresses], (...answers) => {
        if (turn !== this.turn) return; // somebody has moved on meanwhile
        this.draw(level, band, values.length ? answers.shift() : null, addresses, answers);
      });
    },

    valuesAt(level, n = "") {
      const address = filled(this.options.values, { level: level.key, version: this.known.version });
      return n === "" ? address : `${address}&n=${n}`;
    },

    draw(level, band, values, addresses, squares) {
      const same = this.shown && this.shown.level === level && this.shown.band === band;
      const before = same ? null : this.group;
      if (!same) {
        this.group = L.featureGroup();
        this.shown = { level, band, areas: new Map(), squares: new Set() };
        this.renderer = level.count > FEW ? L.canvas({ padding: 0.3 }) : undefined;
        this.weight = this.weightAt(level);
      }
      if (this.shown.areas.size > MOST_DRAWN) this.letGo();
      squares.forEach((square, at) => {
        if (this.shown.squares.has(addresses[at])) return;
        this.shown.squares.add(addresses[at]);
        for (const feature of hedgerow.areasOf(square)) {
          const { n } = feature.properties;
          if (!this.shown.areas.has(n)) this.shown.areas.set(n, this.area(level, values, feature));
        }
      });
      if (!same) {
        this.group.addTo(this._map);
        before.remove();
        if (this.known.levels.length > 1) this.tell(level);
      }
      this.thicken(level);
      for (const layer of this.group.getLayers()) if (layer.hedgeStrong) layer.bringToFront();
    },

    tell(level) {
      if (!this.said) this.said = new Said().addTo(this._map);
      this.said.tell(this.known.levels, level);
    },

    // Borders grow with the areas, or the smallest would be all border.
    thicken(level) {
      const weight = this.weightAt(level);
      if (weight === this.weight) return;
      this.weight = weight;
      this.group.eachLayer((layer) => layer.hedgeStrong || layer.setStyle({ weight }));
    },

    weightAt(level) {
      const near = Math.min(Math.max((this._map.getZoom() - level.from) / 2, 0), 1);
      return level.from === 0 ? 0.7 : Math.round(10 * (FINE + (0.7 - FINE) * near)) / 10;
    },

    // Areas out of sight go, so that an old machine does not carry all that was ever seen.
    letGo() {
      const sight = this._map.getBounds().pad(0.3);
      this.shown.squares.clear();
      for (const [n, layer] of this.shown.areas) {
        const bounds = layer.getBounds ? layer.getBounds() : layer.getLatLng().toBounds(1);
        if (sight.intersects(bounds)) continue;
        this.group.removeLayer(layer);
        this.shown.areas.delete(n);
      }
    },

    swatchOf(sign) {
      if (NUMBERED.test(sign)) return this.options.swatches[Number(sign)];
      return sign === "-" ? this.options.unmapped : this.options.nobody;
    },

    styleOf(id, sign) {
      const { tiled } = this.options;
      const line = { color: BORDER, weight: this.weight, opacity: 0.8, renderer: this.renderer };
      if (this.strong.has(id)) {
        return { ...line, color: "#7b2450", weight: 3, opacity: 1, fillColor: LAND, fillOpacity: tiled ? 0 : 1 };
      }
      if (sign === " ") return { ...line, opacity: 0.7, fillColor: LAND, fillOpacity: tiled ? 0 : 1 };
      const swatch = this.swatchOf(sign);
      const pattern = swatch.pattern && this.renderer ? painted(swatch.pattern) : null;
      return { ...line, fillColor: pattern || hedgerow.fill(swatch), fillOpacity: tiled ? 0.75 : 1 };
    },

    area(level, values, { id, properties, geometry }) {
      const { n, name } = properties;
      const sign = values ? values.classes.charAt(n) || " " : " ";
      const style = { ...this.styleOf(id, sign), interactive: sign !== " " || Boolean(this.options.href && !values) };
      const layer =
        geometry.type === "Point"
          ? L.circleMarker([geometry.coordinates[1], geometry.coordinates[0]], {
              ...style, radius: level.count > FEW ? 4 : 8,
            })
          : L.polygon(turned(geometry), { ...style, smoothFactor: 0.5 });
      layer.hedgeStrong = this.strong.has(id);
      if (style.interactive) this.enliven(layer, level, values, { n, id, name, sign });
      layer.addTo(this.group);
      return layer;
    },

    enliven(layer, level, values, { n, id, name, sign }) {
      const { lines = [], href, link } = this.options;
      const line = values && values.lines && values.lines[n];
      const said = values ? (NUMBERED.test(sign) ? null : [this.swatchOf(sign).label]) : [];
      const told = (own) => said || lines.map((template) => filled(template, ["", ...own]));
      if (values) {
        const tip = said ? said[0] : line ? told(line)[0] : this.swatchOf(sign).label;
        const box = () => element("div", {}, element("strong", {}, name), element("br"), tip);
        layer.bindTooltip(box, { sticky: true, className: "hedge-tip", opacity: 1 });
        layer.on("mouseover", () => {
          layer.setStyle({ weight: 2.5, color: "#26251f", opacity: 1 });
          layer.bringToFront();
        });
        layer.on("mouseout", () => layer.setStyle({ weight: this.weight, color: BORDER, opacity: 0.8 }));
      }
      const address = level.cells ? "" : hedgerow.address((values && values.href) || href, id);
      const popup = (own) => words({ title: name, lines: told(own), href: address, link });
      layer.bindPopup(() => {
        if (said || line) return popup(line);
        const box = words({ title: name, lines: [this.swatchOf(sign).label], href: address, link });
        fetched(this._map, this.valuesAt(level, n))
          .then((answer) => layer.isPopupOpen() && layer.setPopupContent(() => popup(answer.line)))
          .catch((problem) => console.error(problem));
        return box;
      });
      if (level.count <= FEW) {
        this._map.hedgePlaces.push({ name, kind: "Area", show: () => this.reveal(layer) });
      }
    },

    reveal(layer) {
      const bounds = layer.getBounds ? layer.getBounds() : L.latLngBounds([layer.getLatLng()]);
      this._map.fitBounds(bounds, { animate: false, maxZoom: 12, padding: [40, 40] });
      layer.openPopup(bounds.getCenter());
    },
  });

  // Positions as Leaflet has them: latitude first.
  const turned = ({ type, coordinates }) =>
    L.GeoJSON.coordsToLatLngs(coordinates, type === "MultiPolygon" ? 2 : 1);

  /**
   * Areas by class, or with no values outlines alone. `options`: levels and values (addresses),
   * swatches, unmapped, nobody, lines (templates of a popup), href, link, tiled, strong (ids).
   */
  hedgerow.levels = (map, options) => new Levels(map, options);
})();
