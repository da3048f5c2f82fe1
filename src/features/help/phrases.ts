import type { CommandName } from '../../bot/commands.js';
import { type Vocabulary, vocabulary } from '../../reading/phrase.js';
import type { Saying } from '../../reading/sentences/sayings.js';

/** How help is asked for in words. */
export const sayings: readonly Saying<CommandName>[] = [
  {
    asks: 'help',
    rest: 'dropped',
    words:
      'bantuan|bantu saya|cara pakai|cara menggunakan|cara memakai|bagaimana caranya|bagaimana cara|gimana caranya|gimana cara|caranya bagaimana|apa yang bisa|menu|help|how do i|what can you do',
  },
];

export type Courtesy = 'greeting' | 'thanks';

export const courtesies: Vocabulary<Courtesy> = vocabulary<Courtesy>([
  [
    'greeting',
    'halo|hallo|hai|hi|hello|hey|pagi|siang|sore|malam|selamat pagi|selamat siang|selamat sore|selamat malam|met pagi|' +
      'assalamualaikum|assalamu alaikum|asalamualaikum|ass wr wb|salam|salam sejahtera|syalom|shalom|permisi|' +
      'apa kabar|good morning|good afternoon|good evening|tes|test',
  ],
  [
    'thanks',
    'terima kasih|terimakasih|makasih|makasi|mksh|mksih|trims|trm ksh|tks|thx|thanks|thank you|terima kasih banyak|' +
      'matur nuwun|danke|🙏',
  ],
]);

/** What may stand beside a courtesy without asking for anything. */
export const beside: Vocabulary<true> = vocabulary<true>([
  [
    true,
    'pak|bapak|bu|ibu|mas|mbak|kak|bang|min|admin|bot|semua|ya|banyak|sekali|atas bantuannya|atas infonya|infonya|' +
      'wr wb|warahmatullahi wabarakatuh|ok|oke|baik|siap|very much|all|😊|👍',
  ],
]);
