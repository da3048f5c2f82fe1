import type { CommandName } from '../../bot/commands.js';
import type { Saying } from '../../reading/sayings.js';

/** How help is asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  {
    asks: 'help',
    rest: 'dropped',
    words:
      'bantuan|bantu saya|cara pakai|cara menggunakan|cara memakai|bagaimana caranya|bagaimana cara|gimana caranya|gimana cara|caranya bagaimana|apa yang bisa|menu|help|how do i|what can you do',
  },
];
