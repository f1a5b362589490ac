// Two maps of one page that move together.
(() => {
  "use strict";

  const hedgerow = (window.hedgerow = window.hedgerow || {});
  const maps = [];
  let moving = false;

  /** Joins a map to the one that was joined before it: both show the same place. */
  hedgerow.together = (map) => {
    for (const other of maps) {
      follow(map, other);
      follow(other, map);
    }
    maps.push(map);
  };

  const follow = (leader, follower) => {
    leader.on("move zoomend", () => {
      if (moving) return;
      moving = true;
      follower.setView(leader.getCenter(), leader.getZoom(), { animate: false });
      moving = false;
    });
  };
})();
