import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type highsModule from "highs";
import type { MilpSolver } from "../roadmap/milp.ts";

/** 3.5 MB of WebAssembly, compiled once for all threads that solve. */
export async function highsCode(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve("highs/runtime")));
}

/**
 * Nodes of the search tree after which a program is given up. Counted instead of seconds, so that a busy machine finds what a quick one does. Four teams take up to
 * 14, six with every signal measured up to 475 (3 s).
 */
const NODES_AT_MOST = 5_000;

/** Loaded only where something is to be solved: a quarter of a second. */
export async function highsSolver(code: WebAssembly.Module, nodesAtMost = NODES_AT_MOST): Promise<MilpSolver> {
  // The package declares its types for CommonJS, where the default export is a property of the module; loaded as ESM it is the function itself.
  const load = (await import("highs")).default as unknown as typeof highsModule.default;
  const highs = await load(asCompiled(code));
  const infinite = (bound: number): number =>
    bound === Infinity ? highs.infinity : bound === -Infinity ? -highs.infinity : bound;
  return ({ costs, rows }) => {
    const starts = new Int32Array(rows.length + 1);
    rows.forEach((row, at) => (starts[at + 1] = starts[at]! + row.columns.length));
    const model = highs.createModel({
      numCols: costs.length,
      numRows: rows.length,
      colCost: Float64Array.from(costs),
      colLower: new Float64Array(costs.length),
      colUpper: new Float64Array(costs.length).fill(1),
      rowLower: Float64Array.from(rows, ({ lower }) => infinite(lower)),
      rowUpper: Float64Array.from(rows, ({ upper }) => infinite(upper)),
      matrix: {
        format: "csr",
        numRows: rows.length,
        numCols: costs.length,
        starts,
        indices: Int32Array.from(rows.flatMap(({ columns }) => columns)),
        values: Float64Array.from(rows.flatMap(({ values }) => values)),
      },
      integrality: new Int32Array(costs.length).fill(highs.constants.variableType.integer),
    });
    try {
      // Costs are whole numbers: what cannot be better by 1 cannot be better. The default relative gap would stop at nearly as good.
      // Programs this small are solved by cuts at the root: what searches around it costs more than it saves, and so do cuts beyond some two hundred. On 38
      // programs of one scope and of four teams the last three options save two fifths of the time; what is optimal costs the same.
      model.options.set({
        output_flag: false,
        mip_rel_gap: 0,
        mip_abs_gap: 0.99,
        mip_heuristic_effort: 0,
        mip_heuristic_run_feasibility_jump: false,
        mip_heuristic_run_root_reduced_cost: false,
        mip_pool_soft_limit: 200,
        mip_detect_symmetry: false,
        mip_allow_restart: false,
        mip_max_nodes: nodesAtMost,
      });
      model.run();
      const status = model.getModelStatus();
      const { optimal, infeasible } = highs.constants.modelStatus;
      if (status === infeasible) return { status: "infeasible" };
      if (status !== optimal) return { status: "stopped" };
      return { status: "optimal", values: model.getSolution().colValue, objective: model.getObjectiveValue() };
    } finally {
      model.dispose();
    }
  };
}

/** The loader of this version takes what its types call `wasmModule` by the hook of Emscripten alone, and would compile it again otherwise. */
function asCompiled(code: WebAssembly.Module): HighsOptions {
  const options = {
    wasmModule: code,
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): void {
      receive(new WebAssembly.Instance(code, imports));
    },
  };
  return options;
}

type HighsOptions = NonNullable<Parameters<typeof highsModule.default>[0]>;
