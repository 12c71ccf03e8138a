import type { TestProject } from "vitest/node";
import { openBroker } from "./broker.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where test files ask for services. */
    servicesAt: string;
  }
}

/** Called by vitest before a run; what it gives back is called behind it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const broker = await openBroker(process.env);
  project.provide("servicesAt", broker.path);
  return broker.close;
}
