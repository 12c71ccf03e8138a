import type { Alert } from "../model/alert.ts";
import type { OutgoingPost } from "./webhook.ts";

/** A section of Slack holds 3,000 characters (https://docs.slack.dev/reference/block-kit/blocks/section-block); Mattermost and Rocket.Chat take the same shape. */
const MOST_TEXT = 2900;

/** Shape of an incoming webhook of Slack: plain text for notifications, blocks for the channel. */
export function slackPost({ title, lines }: Alert): OutgoingPost {
  const text = lines.map((line) => `• ${escaped(line)}`).join("\n");
  return {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      text: escaped(title),
      blocks: [
        { type: "header", text: { type: "plain_text", text: title.slice(0, 150) } },
        { type: "section", text: { type: "mrkdwn", text: text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text } },
      ],
    }),
  };
}

/** The three characters that Slack reads as control (https://docs.slack.dev/messaging/formatting-message-text): no link or mention can be made. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
