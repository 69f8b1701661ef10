/** Lines of systemd's units: one source each, so that the unit is known by the source and not by what stands in the line. */
import { json, type Directive } from "../../../model";
import { ruby } from "../../../pipeline";
import type { FluentdSettings } from "../props";
import { STATE_FOLDER } from "./names";
import { records } from "./records";
import { ofWorker } from "./workers";

const TAG = "journal";

export const journalSources = ({ journal, workers }: FluentdSettings): readonly Directive[] =>
  (journal?.units ?? []).map((unit, index) =>
    ofWorker(workers === 1 ? undefined : 0, {
      name: "source",
      place: `journal.units[${index}]`,
      parameters: {
        "@type": "systemd",
        "@id": `in_journal_${unit}`,
        "@label": "@JOURNAL",
        path: journal?.path,
        tag: `${TAG}.${unit}`,
        matches: json([{ _SYSTEMD_UNIT: unit }]),
        read_from_head: true,
      },
      sections: [
        {
          name: "storage",
          parameters: { "@type": "local", persistent: true, path: `${STATE_FOLDER}/journal-${unit}.json` },
        },
      ],
    }),
  );

/** What is read is one field; the unit is all of the tag but its first part. */
export const journalRecords = (settings: FluentdSettings): readonly Directive[] =>
  settings.journal === undefined
    ? []
    : [
        records(settings, {
          label: "JOURNAL",
          text: ruby`record["MESSAGE"]`,
          service: ruby`tag.delete_prefix(${`${TAG}.`})`,
        }),
      ];
