// SPDX-License-Identifier: Apache-2.0
// budget: what a page may cost on PostgreSQL: four flights (round trips) and
// fifteen statements, counted while the text cases run.

export const flightsMax = 4, statementsMax = 15;

// `log`: what a server wrote with --verbose.
export function budget(world, log) {
  const worst = new Map();
  for (const [, route, statements, flights] of log.matchAll(/route=(\S+_page) status=200 .* statements=(\d+) flights=(\d+)/g)) {
    const seen = worst.get(route) || { statements: 0, flights: 0 };
    worst.set(route, { statements: Math.max(seen.statements, statements), flights: Math.max(seen.flights, flights) });
  }
  world.check('pages were counted', worst.size > 50, `${worst.size}`);
  for (const [route, { statements, flights }] of worst) {
    world.check(`${route}: at most ${flightsMax} flights, ${statementsMax} statements`, flights <= flightsMax && statements <= statementsMax, `${flights} flights, ${statements} statements`);
  }
}
