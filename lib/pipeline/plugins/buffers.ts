/** Plug-ins that keep lines until they are sent, and those that keep what a source has to remember. */
import { plugins } from "./plugin";

export const buffers = plugins({
  file: {
    parameters: `
      chunk_limit_size=size total_limit_size=size queue_limit_length=int chunk_limit_records=int
      chunk_full_threshold=float queued_chunks_limit_size=int compress=text|gzip|zstd
      decompression_size_limit=size disable_chunk_backup=bool path path_suffix file_permission dir_permission
    `,
  },
  memory: {
    parameters: `
      chunk_limit_size=size total_limit_size=size queue_limit_length=int chunk_limit_records=int
      chunk_full_threshold=float queued_chunks_limit_size=int compress=text|gzip|zstd
      decompression_size_limit=size disable_chunk_backup=bool
    `,
  },
  file_single: {
    parameters: `
      chunk_limit_size=size total_limit_size=size queue_limit_length=int chunk_limit_records=int
      chunk_full_threshold=float queued_chunks_limit_size=int compress=text|gzip|zstd
      decompression_size_limit=size disable_chunk_backup=bool path calc_num_records=bool
      chunk_format=msgpack|text|auto file_permission dir_permission
    `,
  },
});

export const storages = plugins({
  local: {
    parameters: `
      persistent=bool autosave=bool autosave_interval=time save_at_shutdown=bool path mode dir_mode
      pretty_print=bool
    `,
  },
});
