/** Milliseconds of processor time that this process has used: unlike a clock, they do not count other work of the machine. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
