/** How the texts of these alerts name a kind of job. */
export const TASK = "{{ $labels.task }} of {{ $labels.namespace }}/{{ $labels.service }}";
