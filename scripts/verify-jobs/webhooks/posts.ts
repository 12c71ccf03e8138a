import { createHmac } from "node:crypto";

export type Vendor = "jira" | "linear" | "github";
export const VENDORS: readonly Vendor[] = ["jira", "linear", "github"];

/** What a vendor posts. */
export interface Post {
  readonly vendor: Vendor;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const SIGNATURE: Readonly<Record<Vendor, { readonly header: string; readonly prefix: string }>> = {
  jira: { header: "x-hub-signature", prefix: "sha256=" },
  linear: { header: "linear-signature", prefix: "" },
  github: { header: "x-hub-signature-256", prefix: "sha256=" },
};

/** That an item has changed at an instant; `serial` tells two such changes apart. */
export function postOf(vendor: Vendor, item: string, at: number, serial: number, secret: string): Post {
  const payload = {
    jira: { webhookEvent: "jira:issue_updated", timestamp: at, issue: { id: item }, serial },
    linear: { type: "Issue", action: "update", data: { id: item }, webhookTimestamp: at, serial },
    github: { action: "edited", issue: { node_id: item }, repository: { full_name: "acme/aaa" }, serial },
  }[vendor];
  return signed(vendor, JSON.stringify(payload), secret);
}

export function signed(vendor: Vendor, body: string, secret: string): Post {
  const { header, prefix } = SIGNATURE[vendor];
  const signature = prefix + createHmac("sha256", secret).update(body).digest("hex");
  return { vendor, body, headers: { "x-github-event": "issues", [header]: signature } };
}

/** Once more where the server has just closed the connection that was kept open, as vendors do too. */
export async function send(base: string, workspace: string, { vendor, headers, body }: Post): Promise<Response> {
  const ask = () => fetch(`${base}/hooks/${workspace}/${vendor}`, { method: "POST", headers, body });
  return ask().catch((error: unknown) => {
    const cause = error instanceof Error ? error.cause : null;
    if (cause instanceof Error && "code" in cause && cause.code === "ECONNRESET") return ask();
    throw error;
  });
}
