import type { Article } from "./article.ts";

/** Help articles of an invented lamp-and-shoe shop, for tests. */
export const ARTICLES: readonly Article[] = [
  {
    id: "returns",
    title: "Returns and refunds",
    url: "/help/returns",
    questions: [
      { heading: "How to send something back", asks: ["I want to return something", "it does not fit"] },
    ],
    body: `You can return anything within 30 days of delivery, as long as it is unused.

## How to send something back
1. Open **Your orders** and choose *Return an item*.
2. Print the label we send you by e-mail.
3. Take the parcel to any post office.

## When you get your money back
We refund the way you paid, within 5 working days after the parcel has reached us. You get an e-mail when the refund is on its way. Banks may need two more days to show it.

## What cannot be returned
Gift cards and opened light bulbs cannot be returned.`,
  },
  {
    id: "shipping",
    title: "Shipping and delivery",
    url: "/help/shipping",
    body: `Orders placed before 14:00 leave our warehouse on the same day.

## How long delivery takes
Standard delivery takes 2 to 4 working days in the country and 5 to 8 abroad. Express delivery takes one working day.

## What shipping costs
Standard shipping costs 4.90 and is free from 50. Express costs 9.90.

## Tracking a parcel
The tracking link is in the e-mail that says your order has left. If it shows nothing for three days, [tell us](/contact) and we look for the parcel.`,
  },
  {
    id: "password",
    title: "Signing in and passwords",
    url: "/help/password",
    body: `## Forgotten password
Choose **Forgot password?** on the sign-in page and enter your e-mail address. The link to reset it works for one hour.

## Locked account
After five wrong passwords the account is locked for 15 minutes. Then you can try again.`,
  },
  {
    id: "payment",
    title: "Payment and invoices",
    url: "/help/payment",
    body: `We take cards, PayPal and bank transfer.

## Invoices
The invoice is attached to the shipping e-mail. You can download it again under **Your orders**.

## Charged twice
A second charge is nearly always a reservation that your bank drops within three days. If it stays longer, write to us with the date and the amount.`,
  },
  {
    id: "warranty",
    title: "Broken or damaged goods",
    url: "/help/warranty",
    body: `Every lamp has a warranty of three years, and every pair of shoes one of a year.

If something arrives damaged or breaks later, send us a photo and your order number. We replace it or pay you back, as you like.`,
  },
  {
    id: "ruecksendung",
    title: "Rücksendung und Erstattung",
    url: "/hilfe/ruecksendung",
    locale: "de",
    body: `Sie können alles innerhalb von 30 Tagen zurücksenden, solange es unbenutzt ist.

## Erstattung
Wir erstatten den Betrag innerhalb von 5 Werktagen, nachdem das Paket bei uns angekommen ist.

## Umtausch
Wählen Sie unter Ihren Bestellungen die andere Größe, dann ist der Umtausch kostenlos.`,
  },
  {
    id: "envio",
    title: "Envíos y entregas",
    url: "/ayuda/envios",
    locale: "es",
    body: "El envío estándar tarda de 2 a 4 días laborables. El envío a Canarias tarda 7 días. El seguimiento del paquete está en el correo de confirmación.",
  },
  {
    id: "retour",
    title: "Retours et remboursements",
    url: "/aide/retours",
    locale: "fr",
    body: "Vous pouvez retourner un article dans les 30 jours. Le remboursement arrive sous 5 jours ouvrés après la réception du colis.",
  },
  {
    id: "henpin",
    title: "返品と返金",
    url: "/ja/henpin",
    locale: "ja",
    body: `商品は到着後30日以内であれば返品できます。未使用のものに限ります。

## 返金
返金は商品の到着後5営業日以内に行います。

## 送料
標準配送の送料は500円です。5000円以上のご注文は無料です。`,
  },
  {
    id: "shahn",
    title: "الشحن والتوصيل",
    url: "/ar/shipping",
    locale: "ar",
    body: `يستغرق الشحن العادي من يومين إلى أربعة أيام عمل.

## تكلفة الشحن
تكلفة الشحن خمسة دنانير، وهو مجاني للطلبات التي تزيد على خمسين دينارا.

## إرجاع المنتجات
يمكنك إرجاع المنتج خلال ثلاثين يوما من الاستلام.`,
  },
];
