// Very many points: those in sight, fetched by squares; far out how many there are, near each one.
(() => {
  "use strict";

  const { filled, whenFetched } = hedgerow;
  const FARTHEST = 5;
  const NEAREST = 14;

  // One crowd for all kinds of a map, so that a number counts what is there, whatever it is.
  class Crowd {
    constructor(map, squares) {
      this.map = map;
      this.squares = squares;
      this.kinds = new Map(); // of those that are switched on: how each is marked
      this.numbers = L.layerGroup().addTo(map);
      this.marks = [];
      this.turn = 0;
      map.on("moveend", this.look, this);
    }

    add(kind, markOf) {
      this.kinds.set(kind, markOf);
      this.later();
    }

    remove(kind) {
      this.kinds.delete(kind);
      this.later();
    }

    // Kinds come and go several at a time.
    later() {
      clearTimeout(this.pending);
      this.pending = setTimeout(() => this.look(), 0);
    }

    look() {
      const zoom = Math.min(Math.max(Math.floor(this.map.getZoom()), FARTHEST), NEAREST);
      const addresses = hedgerow.squaresIn(this.map.getBounds().pad(0.1), zoom).map((place) => {
        const [x, y] = place.split("/");
        return filled(this.squares, { z: zoom, x, y });
      });
      const turn = (this.turn += 1);
      whenFetched(this.map, addresses, (...answers) => {
        if (turn === this.turn) this.draw(answers);
      });
    }

    draw(answers) {
      this.numbers.clearLayers();
      const gathering = hedgerow.gatheringOf(this.map);
      gathering.removeLayers(this.marks);
      this.marks = [];
      for (const { kinds, crowds = [], points = [] } of answers) {
        for (const point of points) {
          const markOf = this.kinds.get(kinds[point[2]]);
          if (markOf) this.marks.push(markOf(point));
        }
        for (const [longitude, latitude, counts] of crowds) this.number(kinds, [latitude, longitude], counts);
      }
      gathering.addLayers(this.marks);
    }

    number(kinds, at, counts) {
      const count = counts.reduce((sum, [kind, own]) => sum + (this.kinds.has(kinds[kind]) ? own : 0), 0);
      if (!count) return;
      const text = count.toLocaleString("en-GB");
      const label = `${text} places close together; choose to see them apart`;
      L.marker(at, { icon: hedgerow.cluster(text, label), title: label })
        .on("click keypress", (event) => {
          const { originalEvent } = event;
          if (event.type === "keypress" && originalEvent.key !== "Enter") return;
          this.map.setView(at, this.map.getZoom() + 2, { animate: !hedgerow.still });
        })
        .addTo(this.numbers);
    }
  }

  const crowdOf = (map, squares) => {
    if (!map.hedgeCrowd) map.hedgeCrowd = new Crowd(map, squares);
    return map.hedgeCrowd;
  };

  const Kind = L.Layer.extend({
    initialize(map, options) {
      this.options = options;
      this.markOf = hedgerow.markOf(map, options);
    },
    onAdd(map) {
      crowdOf(map, this.options.squares).add(this.options.kind, this.markOf);
      return this;
    },
    onRemove(map) {
      crowdOf(map, this.options.squares).remove(this.options.kind);
      return this;
    },
  });

  /** One kind of many things. `options` as of `hedgerow.points`, with squares. */
  hedgerow.crowded = (map, options) => new Kind(map, options);
})();
