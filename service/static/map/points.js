// Many points: kinds that are switched on and off, gathered where they crowd.
(() => {
  "use strict";

  const { whenFetched, words } = hedgerow;
  const MOST_DOTS = 4000;

  // One gathering for all kinds of a map, so that a number counts what is there, whatever it is.
  const gatheringOf = (map) => {
    if (!map.hedgeGathering) {
      map.hedgeGathering = hedgerow
        .gathered({
          maxClusterRadius: 36,
          disableClusteringAtZoom: 15,
          iconCreateFunction: (cluster) => {
            const count = cluster.getChildCount().toLocaleString("en-GB");
            return hedgerow.cluster(count, `${count} places close together; choose to see them apart`);
          },
        })
        .addTo(map);
    }
    return map.hedgeGathering;
  };

  const Kind = L.Layer.extend({
    initialize(marks) {
      this.marks = marks;
    },
    onAdd(map) {
      gatheringOf(map).addLayers(this.marks);
      return this;
    },
    onRemove(map) {
      gatheringOf(map).removeLayers(this.marks);
      return this;
    },
    put(map, marks) {
      this.marks.push(...marks);
      if (map.hasLayer(this)) gatheringOf(map).addLayers(marks);
    },
  });

  /**
   * One kind of thing. `options`: data (address), or squares (address with {z}, {x} and {y})
   * where they are many; kind (its key in the data), label, symbol, href, link.
   */
  hedgerow.points = (map, options) => {
    if (options.squares) return hedgerow.crowded(map, options);
    const layer = new Kind([]);
    const markOf = hedgerow.markOf(map, options);
    whenFetched(map, [options.data], ({ kinds, points }) => {
      const wanted = kinds.indexOf(options.kind);
      const marks = points
        .filter((point) => point[2] === wanted)
        .map((point) => {
          const mark = markOf(point);
          const show = () => {
            if (!map.hasLayer(layer)) map.addLayer(layer);
            gatheringOf(map).zoomToShowLayer(mark, () => mark.openPopup());
          };
          map.hedgePlaces.push({ name: point[4], kind: options.label, show });
          return mark;
        });
      layer.put(map, marks);
    });
    return layer;
  };

  /**
   * How a point of a kind is marked. `options` as above; a point may bring words of its own for
   * its popup (lines, href, link).
   */
  hedgerow.markOf = (map, options) => {
    const icon = hedgerow.symbol(options.symbol, 24);
    return ([longitude, latitude, , id, name, own = {}]) => {
      const mark = L.marker([latitude, longitude], { icon, title: `${name} (${options.label})` });
      const href = hedgerow.address(options.href, id);
      return mark.bindPopup(() => words({ title: name, tag: options.label, href, link: options.link, ...own }));
    };
  };

  hedgerow.gatheringOf = gatheringOf;

  /**
   * Small dots, named when pointed at. `options`: data (address), part (in its answer), colour;
   * or, where they are many, squares (address with {x} and {y}) of the zoom `from`, and nearer.
   */
  hedgerow.dots = (map, options) => {
    const group = L.layerGroup();
    const drawn = new Set();
    const draw = ({ points }) => {
      for (const [longitude, latitude, , id, name] of points) {
        if (drawn.has(id)) continue;
        drawn.add(id);
        L.circleMarker([latitude, longitude], {
          radius: 3, color: "#ffffff", weight: 1, fillColor: options.colour, fillOpacity: 1, pane: "lines",
        })
          .bindTooltip(hedgerow.element("div", {}, name), { className: "hedge-tip" })
          .addTo(group);
      }
    };
    if (!options.squares) {
      whenFetched(map, [options.data], (answer) => draw(answer[options.part]));
      return group;
    }
    const look = () => {
      const near = map.getZoom() >= options.from;
      if (!near || drawn.size > MOST_DOTS) {
        group.clearLayers();
        drawn.clear();
      }
      if (!near || !map.hasLayer(group)) return;
      for (const place of hedgerow.squaresIn(map.getBounds(), options.from)) {
        const [x, y] = place.split("/");
        whenFetched(map, [hedgerow.filled(options.squares, { x, y })], draw);
      }
    };
    group.on("add", look);
    map.on("moveend", look);
    return group;
  };

  /** The place that a detail page is about. `options`: at ([longitude, latitude]), title, symbol. */
  hedgerow.place = (map, options) => {
    const [longitude, latitude] = options.at;
    return L.marker([latitude, longitude], {
      icon: hedgerow.symbol(options.symbol, 30),
      title: options.title,
      interactive: false,
      keyboard: false,
    });
  };
})();
