/** How the texts of these alerts name a queue. */
export const QUEUE = "{{ $labels.queue }} of {{ $labels.namespace }}/{{ $labels.service }}";
export const NUMBER = "{{ $value | humanize }}";
