/**
 * Runs a program for a terminal: what goes wrong is one line, and exit code 1.
 * @param main - The program.
 */
export async function runMain(main: () => void | Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
