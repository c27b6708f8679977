/** The greatest of any number of counts; 0 for none. Math.max takes its numbers as arguments, and 130,000 overflow the stack. */
export function greatest(counts: Iterable<number>): number {
  let greatest = 0;
  for (const count of counts) if (count > greatest) greatest = count;
  return greatest;
}
