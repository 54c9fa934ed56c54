# Reads mails, a line of base64 each, with Perl's own decoders; answers each with a line of JSON.
use strict;
use warnings;
use Encode qw(decode);
use JSON::PP;
use MIME::Base64 qw(decode_base64 encode_base64);
use MIME::QuotedPrint qw(decode_qp);

$| = 1;
my $json = JSON::PP->new->utf8->canonical;

sub entity {
    my ($bytes) = @_;
    my ($head, $body) = $bytes =~ /\A(.*?\r\n)\r\n(.*)\z/s or die "no empty line after the headers";
    $head =~ s/\r\n([ \t])/$1/g;
    my @headers = map { /\A([!-9;-~]+): ?(.*)\z/s or die "no header: $_"; [ lc $1, $2 ] } split /\r\n/, $head;
    my %first;
    for my $header (reverse @headers) { $first{ $header->[0] } = $header->[1] }
    my $type = $first{'content-type'};
    my @parts;
    if (my ($edge) = $type =~ /\Amultipart\/[a-z]+; boundary="([^"]+)"\z/) {
        my ($inside) = "\r\n$body" =~ /\A\r\n--\Q$edge\E\r\n(.*)\r\n--\Q$edge\E--(?:\r\n)?\z/s or die "no last boundary";
        @parts = map { entity($_) } split /\r\n--\Q$edge\E\r\n/, $inside;
        $body = "";
    }
    my $encoding = $first{'content-transfer-encoding'} // "";
    $body = decode_qp($body) if $encoding eq "quoted-printable";
    $body = decode_base64($body) if $encoding eq "base64";
    return { headers => \@headers, type => $type, parts => \@parts, body => encode_base64($body, "") };
}

while (my $line = <STDIN>) {
    my $mail = entity(decode_base64($line));
    my %said = map { $_->[0] => decode("MIME-Header", $_->[1]) } @{ $mail->{headers} };
    print $json->encode({ %$mail, said => \%said }), "\n";
}
