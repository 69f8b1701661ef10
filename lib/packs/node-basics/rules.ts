/** How much of each file system is free: what alerts and panels share. */
import { minutes, record } from "../../model";
import { promql } from "../../query";
import { records, series } from "../../testing";
import { node } from "./metrics";
import { BASTION, filesystem } from "./situation";

const TIME = minutes(20);

/** What lives in memory, and what nobody can write to, does not fill up: it is left out. */
export const filesystemAvailable = record("filesystem:node_filesystem_avail:ratio", {
  help: "Share of a writable file system that is free.",
  unit: "ratio",
  expr: promql`
    ${node.filesystemAvailable}{fstype!="tmpfs"} / (${node.filesystemSize}{fstype!="tmpfs"} > 0)
    and ${node.filesystemReadOnly} == 0
  `,
  tests: [
    records("writable file systems on disks", {
      given: [
        ...(
          [
            [filesystem("/"), 0.25, 1, 0],
            [filesystem("/", BASTION), 0.3, 1, 0],
            [filesystem("/data"), 30, 40, 0],
            [filesystem("/boot"), 0, 1, 1],
            [{ ...filesystem("/run"), fstype: "tmpfs" }, 1, 2, 0],
            [filesystem("/empty"), 0, 0, 0],
          ] as const
        ).flatMap(([labels, free, size, readOnly]) => [
          series(node.filesystemAvailable, labels).constant(free, TIME),
          series(node.filesystemSize, labels).constant(size, TIME),
          series(node.filesystemReadOnly, labels).constant(readOnly, TIME),
        ]),
      ],
      at: minutes(15),
      expect: [
        { labels: filesystem("/"), value: 0.25 },
        { labels: filesystem("/", BASTION), value: 0.3 },
        { labels: filesystem("/data"), value: 0.75 },
      ],
    }),
  ],
});

/** File systems that make inodes as they need them tell 0 of 0. */
export const filesystemFilesFree = record("filesystem:node_filesystem_files_free:ratio", {
  help: "Share of a writable file system's inodes that are free.",
  unit: "ratio",
  expr: promql`
    ${node.filesystemFilesFree}{fstype!="tmpfs"} / (${node.filesystemFiles}{fstype!="tmpfs"} > 0)
    and ${node.filesystemReadOnly} == 0
  `,
  tests: [
    records("writable file systems with a limit", {
      given: [
        ...(
          [
            [filesystem("/"), 0.25, 1, 0],
            [filesystem("/data"), 30, 40, 0],
            [filesystem("/boot"), 0, 1, 1],
            [{ ...filesystem("/run"), fstype: "tmpfs" }, 1, 2, 0],
            [{ ...filesystem("/btrfs"), fstype: "btrfs" }, 0, 0, 0],
          ] as const
        ).flatMap(([labels, free, all, readOnly]) => [
          series(node.filesystemFilesFree, labels).constant(free, TIME),
          series(node.filesystemFiles, labels).constant(all, TIME),
          series(node.filesystemReadOnly, labels).constant(readOnly, TIME),
        ]),
      ],
      at: minutes(15),
      expect: [
        { labels: filesystem("/"), value: 0.25 },
        { labels: filesystem("/data"), value: 0.75 },
      ],
    }),
  ],
});
