/** Milliseconds of processor time that this process has used: unlike a clock, they do not count what else the machine does. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
