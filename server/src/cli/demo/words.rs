//! What invented people write, each in their own language, and what support answers in the portal's.

use domain::{Kind, Lang};

use super::dice::Dice;
use super::people::Tongue;

/// A text in the languages of [`Tongue`], in their order.
type Said = [&'static str; 6];

const fn index(tongue: Tongue) -> usize {
    match tongue {
        Tongue::English => 0,
        Tongue::Chinese => 1,
        Tongue::Japanese => 2,
        Tongue::Korean => 3,
        Tongue::Spanish => 4,
        Tongue::German => 5,
    }
}

const ACCESS: [Said; 3] = [
    [
        "I would like to see everything you hold about me, please, the voice messages too.",
        "想看一下你们保存了我的哪些信息，包括语音。",
        "私について保管されているデータを、音声も含めてすべて見せてください。",
        "저에 대해 보관 중인 정보를 음성 메시지까지 모두 보고 싶습니다.",
        "Quisiera ver todo lo que guardan sobre mí, también los mensajes de voz.",
        "Ich möchte sehen, was Sie über mich gespeichert haben, auch die Sprachnachrichten.",
    ],
    [
        "I am changing phones and want a copy before I do.",
        "要换手机了，想先留一份副本。",
        "機種変更の前に、データの写しをもらえますか。",
        "휴대폰을 바꾸기 전에 사본을 받고 싶어요.",
        "Voy a cambiar de teléfono y antes quiero una copia.",
        "Ich wechsle das Telefon und hätte vorher gern eine Kopie.",
    ],
    ["", "", "", "", "", ""],
];
const CORRECTION: [Said; 2] = [
    [
        "I made a slip when I signed up and cannot change it in the app.",
        "注册时打错了，在应用里改不了。",
        "登録のときに打ち間違えました。アプリでは直せません。",
        "가입할 때 잘못 입력했는데 앱에서 고칠 수가 없어요.",
        "Me equivoqué al registrarme y en la aplicación no puedo cambiarlo.",
        "Beim Anmelden habe ich mich vertippt, und in der App lässt es sich nicht ändern.",
    ],
    [
        "It still shows the old one after the update.",
        "更新以后还是显示旧的。",
        "更新後も前のままになっています。",
        "업데이트한 뒤에도 예전 정보가 그대로 보입니다.",
        "Después de actualizar sigue saliendo lo anterior.",
        "Nach dem Update steht immer noch das Alte da.",
    ],
];
const DELETION: [Said; 4] = [
    [
        "I no longer use the app. Please delete my account and all that belongs to it.",
        "我已经不用这个应用了，请注销账号并删除全部信息。",
        "もうアプリを使っていないので、アカウントとデータをすべて削除してください。",
        "더 이상 앱을 쓰지 않습니다. 계정과 모든 정보를 삭제해 주세요.",
        "Ya no uso la aplicación. Por favor, borren mi cuenta y todo lo que contiene.",
        "Ich nutze die App nicht mehr. Bitte löschen Sie mein Konto mit allem, was dazugehört.",
    ],
    [
        "I lost the phone that I was logged in on, so I cannot do it myself.",
        "登录的手机丢了，没法自己注销。",
        "ログインしていた端末をなくしたため、自分では手続きできません。",
        "로그인해 둔 휴대폰을 잃어버려서 직접 할 수 없습니다.",
        "Perdí el teléfono con la sesión abierta y no puedo hacerlo yo.",
        "Das Telefon, auf dem ich angemeldet war, ist weg; selbst kann ich es nicht tun.",
    ],
    [
        "I have two accounts by mistake. Only this one should go.",
        "不小心注册了两个账号，只删除这一个。",
        "間違えて二つ登録してしまいました。こちらだけ消してください。",
        "실수로 계정이 두 개가 됐어요. 이 계정만 지워 주세요.",
        "Tengo dos cuentas por error. Solo hay que borrar esta.",
        "Ich habe aus Versehen zwei Konten. Nur dieses soll weg.",
    ],
    ["", "", "", "", "", ""],
];
const TRAINING: [Said; 3] = [
    [
        "My voice is not to be used for training any longer.",
        "请不要再用我的语音训练模型。",
        "私の声を学習に使わないでください。",
        "제 목소리를 더 이상 학습에 쓰지 말아 주세요.",
        "No quiero que mi voz se siga usando para entrenar modelos.",
        "Meine Stimme soll nicht mehr zum Training benutzt werden.",
    ],
    [
        "And please tell me whether a model has already learned from it.",
        "另外想知道是否已经有模型用过这些内容。",
        "すでに学習に使われたかどうかも教えてください。",
        "이미 학습에 사용되었는지도 알려 주세요.",
        "Díganme también si ya se ha entrenado algo con ello.",
        "Und sagen Sie mir bitte, ob schon ein Modell damit trainiert wurde.",
    ],
    ["", "", "", "", "", ""],
];
const ADVERTISING: [Said; 2] = [
    [
        "The switch in the settings goes back on by itself.",
        "设置里的开关会自己又打开。",
        "設定でオフにしても、また元に戻ってしまいます。",
        "설정에서 꺼도 다시 켜집니다.",
        "Lo apago en los ajustes y se vuelve a encender solo.",
        "Der Schalter in den Einstellungen springt von selbst wieder an.",
    ],
    ["", "", "", "", "", ""],
];
const REPORTS: [Said; 4] = [
    [
        "He asks everyone in the group for money and sends the same link again and again.",
        "这个人在群里到处要钱，反复发同一个链接。",
        "グループの全員にお金を求め、同じリンクを何度も送っています。",
        "단체방에서 모두에게 돈을 요구하고 같은 링크를 계속 보냅니다.",
        "Pide dinero a todo el grupo y manda el mismo enlace una y otra vez.",
        "Er bittet alle in der Gruppe um Geld und schickt immer denselben Link.",
    ],
    [
        "Keeps writing insults after I said that I want no contact.",
        "我说了不想联系，还一直发辱骂的话。",
        "連絡しないでと言ったのに、悪口を送り続けてきます。",
        "연락하지 말라고 했는데도 계속 욕을 보냅니다.",
        "Sigue insultándome aunque le dije que no quiero contacto.",
        "Schreibt weiter Beleidigungen, obwohl ich keinen Kontakt mehr will.",
    ],
    [
        "The profile uses pictures of somebody else.",
        "这个账号用的是别人的照片。",
        "他人の写真を使ったプロフィールです。",
        "다른 사람의 사진을 쓰는 프로필입니다.",
        "El perfil usa fotos de otra persona.",
        "Das Profil benutzt Bilder von jemand anderem.",
    ],
    [
        "Threatened to come to my school.",
        "威胁说要来我学校。",
        "学校に来ると脅されました。",
        "학교로 찾아오겠다고 협박했습니다.",
        "Me amenazó con venir a mi escuela.",
        "Hat gedroht, zu meiner Schule zu kommen.",
    ],
];
const ASKING: [Said; 2] = [
    [
        "Is there any news? I can send more if that helps.",
        "请问有进展了吗？需要的话我可以补充。",
        "進み具合はいかがでしょうか。必要なら情報を追加します。",
        "진행 상황이 궁금합니다. 필요하면 더 보내 드릴게요.",
        "¿Hay novedades? Puedo mandar más datos si hace falta.",
        "Gibt es etwas Neues? Ich kann gern noch etwas nachreichen.",
    ],
    [
        "I forgot to say: the account is a few years old and I paid once.",
        "忘了说，账号用了好几年，付过一次费。",
        "書き忘れましたが、数年前からのアカウントで、一度課金しています。",
        "빠뜨렸는데, 몇 년 된 계정이고 한 번 결제했습니다.",
        "Olvidé decirlo: la cuenta tiene unos años y pagué una vez.",
        "Das hatte ich vergessen: Das Konto ist ein paar Jahre alt, und einmal habe ich bezahlt.",
    ],
];
const ANSWERING: [Said; 1] = [[
    "I signed up in spring, and my native language there is the one I write in here.",
    "我是春天注册的，母语就是现在写的这种。",
    "春に登録しました。母語はいま書いている言語です。",
    "봄에 가입했고 모국어는 지금 쓰는 언어입니다.",
    "Me registré en primavera; mi lengua materna es esta en la que escribo.",
    "Ich habe mich im Frühling angemeldet; meine Muttersprache ist die, in der ich hier schreibe.",
]];
const APPEALING: [Said; 2] = [
    [
        "I do not agree. Please have somebody else look at it again.",
        "我不同意这个结果，请换一位同事再看一次。",
        "納得できません。別の方にもう一度見ていただけますか。",
        "동의할 수 없습니다. 다른 분이 다시 검토해 주세요.",
        "No estoy de acuerdo. Que lo revise otra persona, por favor.",
        "Damit bin ich nicht einverstanden. Bitte lassen Sie jemand anderen prüfen.",
    ],
    [
        "One of the reasons given does not apply to me: I never bought anything.",
        "其中一条理由不适用于我：我从没买过东西。",
        "理由の一つは当てはまりません。何も購入していません。",
        "이유 중 하나는 저에게 해당하지 않습니다. 결제한 적이 없습니다.",
        "Uno de los motivos no es mi caso: nunca compré nada.",
        "Einer der Gründe trifft auf mich nicht zu: Ich habe nie etwas gekauft.",
    ],
];

/// The words of a request of this kind; they may be empty.
pub(super) fn request(dice: &mut Dice, kind: Kind, tongue: Tongue) -> String {
    let list: &[Said] = match kind {
        Kind::Access => &ACCESS,
        Kind::Correction => &CORRECTION,
        // What guardians write is in `family`.
        Kind::Deletion | Kind::ConsentRevocation | Kind::GuardianAuthority | Kind::ChildAccount => &DELETION,
        Kind::AiTrainingWithdrawal => &TRAINING,
        Kind::AdvertisingOptOut => &ADVERTISING,
        Kind::Report => &REPORTS,
    };
    dice.pick(list)[index(tongue)].to_owned()
}

/// What a guardian writes about a child, or somebody who tells of one.
pub(super) const fn family(tongue: Tongue, kind: Kind) -> &'static str {
    let chinese = matches!(tongue, Tongue::Chinese);
    match kind {
        Kind::GuardianAuthority if chinese => "工作日晚上七点以后方便接电话。",
        Kind::GuardianAuthority => "A call suits me on weekdays after seven in the evening.",
        Kind::ConsentRevocation if chinese => "孩子不再用这个软件了，我收回当初的同意。",
        Kind::ConsentRevocation => "My child has stopped using the app; I take back what I agreed to.",
        Kind::ChildAccount if chinese => "这个账号是我班上一个学生的，还在读小学。",
        Kind::ChildAccount => "This account belongs to a pupil of mine who is still in primary school.",
        _ if chinese => "想看看孩子的账号里都存了些什么。",
        _ => "I would like to see what is kept about my child.",
    }
}

/// A word of the requester while waiting.
pub(super) fn asking(dice: &mut Dice, tongue: Tongue) -> String {
    dice.pick(&ASKING)[index(tongue)].to_owned()
}

/// The answer to support's question.
pub(super) fn answering(dice: &mut Dice, tongue: Tongue) -> String {
    dice.pick(&ANSWERING)[index(tongue)].to_owned()
}

/// Why another look is asked for.
pub(super) fn appealing(dice: &mut Dice, tongue: Tongue) -> String {
    dice.pick(&APPEALING)[index(tongue)].to_owned()
}

const fn of(lang: Lang, en: &'static str, zh: &'static str) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::ZhCn => zh,
    }
}

/// Support's question; the first is about identity, the second for clarity.
pub(super) const fn question(lang: Lang, identity: bool) -> &'static str {
    if identity {
        of(
            lang,
            "To be sure that we talk about your account: in which month did you sign up, and which native language does your profile name?",
            "为了确认是您的账号：您是几月注册的？资料里填的母语是什么？",
        )
    } else {
        of(
            lang,
            "You have two accounts with this address. Which of the two is it about? The ID is shown below your name in the app.",
            "这个邮箱下有两个账号，请问是哪一个？应用里昵称下方可以看到 ID。",
        )
    }
}

/// A message of support on the way.
pub(super) const fn on_the_way(lang: Lang) -> &'static str {
    of(
        lang,
        "I have your request and am gathering what is needed. You will hear from me before the time shown on this page.",
        "您的申请由我处理，正在核对所需内容，会在本页显示的时间之前答复您。",
    )
}

/// Internal notes.
pub(super) const NOTES: [&str; 5] = [
    "Matched the sign-up month and the native language in the console.",
    "Asked the data team for the export; they need an hour.",
    "The address is on two accounts. Only the one with this ID is meant.",
    "Paid once: the payment record stays, the rest can go.",
    "语音备份在第二个存储桶里，别漏了。",
];

/// The words with which support closes.
pub(super) const fn closing(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Access => of(
            lang,
            "Your copy is ready below. The first file is made for reading, the same data is in it for machines.",
            "您的副本已备好，见下方文件，既方便阅读，也可由程序读取。",
        ),
        Kind::Correction => of(
            lang,
            "It is put right. If the app still shows the old value, close it once and open it again.",
            "已经改好。如果应用里还显示旧内容，请退出后重新打开。",
        ),
        Kind::Deletion => of(
            lang,
            "Your account and the data that belongs to it are deleted. What a law makes us keep is listed below.",
            "您的账号及相关信息已删除。依法需要保留的部分列在下面。",
        ),
        Kind::AiTrainingWithdrawal => of(
            lang,
            "Your choice is set. What it means for each step is said line by line below.",
            "您的选择已生效，具体影响逐项列在下面。",
        ),
        Kind::AdvertisingOptOut => of(
            lang,
            "Personalised advertising is off for your account, and the partners have been told.",
            "已为您的账号关闭个性化广告，并通知了合作方。",
        ),
        Kind::ConsentRevocation | Kind::GuardianAuthority => of(lang, "It is done.", "已经办好。"),
        Kind::Report | Kind::ChildAccount => of(lang, "Thank you. We looked at it and acted on it.", "感谢您的举报，我们已核查并处理。"),
    }
}

/// What was done although part or all was refused.
pub(super) const fn done_anyway(lang: Lang) -> &'static str {
    of(lang, "Everything that the reasons below do not touch was done today.", "下列理由不涉及的部分，今天都已处理完毕。")
}

/// Why something was refused, in plain words.
pub(super) fn why(reason: &str, lang: Lang) -> &'static str {
    match reason {
        "third_party_rights" => of(
            lang,
            "Those conversations say as much about other people as about you, and they have not agreed.",
            "这些会话里同样包含他人的信息，而对方没有同意提供。",
        ),
        "legal_obligation_retention" => of(
            lang,
            "You once paid, and the law makes us keep the record of that payment for some years.",
            "您曾经付费，法律要求付款记录保存若干年。",
        ),
        "accuracy_not_shown" => {
            of(lang, "What you sent does not show that the present value is wrong.", "您提供的内容不足以说明现有信息有误。")
        }
        "duplicate_or_already_done" => of(lang, "It was done for you already, after an earlier request.", "此前已按您的申请处理完毕。"),
        "not_identifiable" => of(lang, "We hold nothing that can be traced to this address or ID.", "我们没有能对应到该邮箱或 ID 的信息。"),
        _ => of(
            lang,
            "The answers about the account did not match, and nobody but its owner may do this.",
            "关于账号的回答与记录不符，而此事只能由本人办理。",
        ),
    }
}
